// What a link leads to comes sooner: a page is fetched when a reader is about to open it, where browsers know such rules;
// and a glance at it is shown to whoever stays on the link.

const PREVIEWED = /^(papers|tags)\/[^/]+$|^names\/.+#./;
const PAUSE = 400; // milliseconds on a link

/** @param {URL} root */
export function watchLinks(root) {
  for (const type of ["pointerover", "focusin"]) {
    let timer = 0; // each its own: a page that scrolls to the focus moves something else below the pointer
    addEventListener(type, (event) => {
      clearTimeout(timer);
      const link = findPreviewed(event.target, root);
      const isTouch = event instanceof PointerEvent && event.pointerType !== "mouse";
      if (link && !isTouch) timer = Number(setTimeout(() => preview(link, root), PAUSE));
    });
  }
  if (HTMLScriptElement.supports?.("speculationrules")) addRules();
}

/**
 * The link, if it has a preview. The title of a card has none, for the card says what there is to say.
 *
 * @param {EventTarget | null} target
 * @param {URL} root
 */
function findPreviewed(target, root) {
  const link = target instanceof Element && target.closest("main a[href]:not([data-paper-card] :is(h2, h3) a, svg a)");
  if (!(link instanceof HTMLAnchorElement) || !link.href.startsWith(root.href)) return undefined;
  return PREVIEWED.test(link.href.slice(root.href.length)) ? link : undefined;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {URL} root
 */
async function preview(link, root) {
  const { showPreview } = await import("./reader/preview.js");
  showPreview(link, root);
}

// The security policy of the pages (`templates/partials/head.html`) has the hash of this very text.
const RULES =
  '{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"selector_matches":"[download]"}}]},"eagerness":"moderate"}]}';

function addRules() {
  const rules = document.createElement("script");
  rules.type = "speculationrules";
  rules.textContent = RULES;
  document.head.append(rules);
}
