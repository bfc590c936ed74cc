// Numbers as the search page writes them.

/** @param {number} value */
export const formatNumber = (value) => value.toLocaleString("en");

/** @param {number} value */
export const formatPapers = (value) => `${formatNumber(value)} ${value === 1 ? "paper" : "papers"}`;
