// Tells when a reader comes near an element, so that what stands there is fetched when it is looked at.

const NEAR = "200px";

/**
 * @param {Element} element
 * @param {() => void} arrive - called once for each time that somebody is waited for
 */
export function createApproach(element, arrive) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      arrive();
    },
    { rootMargin: NEAR },
  );

  /** @param {boolean} isAwaited - or nobody is waited for any more */
  function wait(isAwaited) {
    observer.disconnect();
    if (isAwaited) observer.observe(element);
  }

  return { wait };
}
