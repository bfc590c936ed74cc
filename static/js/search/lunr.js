// lunr.js as a module. A build puts the installed lunr.js in the place of the marked line. It finds `module` and
// `exports` there as it would in Node, because a module has no global `this` that it could hang itself on, nor warn by.
const module = { exports: {} };
const exports = module.exports;
/* lunr.js stands here */
const lunr = module.exports;
lunr.utils.warn = (message) => console.warn(message);
export default lunr;
