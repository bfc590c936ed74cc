// The searches as entries of the browser's history. Typing changes the entry it began in; Enter, a filter or the order
// close an entry, so that what is typed or chosen next becomes one of its own and Back leads to the search before it.
// An entry also keeps how many results were shown and where the reader stood, because they are fetched again when the
// reader comes back from a paper; whether it is closed counts too, because a word that is being typed finds more.

const PAUSE = 200; // milliseconds: browsers refuse to be told of every key

// `address()` and `count()` are what is asked for and how many results are shown; `follow(place)` goes where the history
// leads, and `place` is the { closed, count, top } it kept.
export function createTrail({ address, count, follow }) {
  let pause;

  const note = (how, state) => history[how](state, "", address());

  function keep(more = {}) {
    clearTimeout(pause);
    note("replaceState", { ...history.state, ...more, count: count(), top: scrollY });
  }

  function keepSoon() {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  }

  const lead = () => follow(history.state ?? { closed: true });

  return {
    start() {
      history.scrollRestoration = "manual";
      if (location.search && !history.state) note("replaceState", { closed: true });
      addEventListener("scroll", keepSoon, { passive: true });
      addEventListener("popstate", lead);
      lead();
    },
    typed: () => (history.state?.closed ? note("pushState", {}) : keepSoon()),
    close: () => keep({ closed: true }),
    keep: () => keep(),
    next: () => note("pushState", { closed: true }),
  };
}
