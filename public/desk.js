// What a script adds to the desk's pages: the word on work that goes on stays up to date, and its end shows itself.
(() => {
  // What is downloaded once: the page stays, so its button goes away with the press and says what comes next.
  for (const form of document.querySelectorAll('[data-once]')) {
    form.addEventListener('submit', () => {
      const after = form.nextElementSibling;
      form.hidden = true;
      after.hidden = false;
      after.focus();
    });
  }
  const wait = document.querySelector('[data-wait]');
  if (wait === null) return;
  const ask = async () => {
    const answer = await fetch(wait.dataset.wait, { redirect: 'manual' }).catch(() => undefined);
    // Anything else than a word: it is over, or the session is.
    if (answer !== undefined && answer.status !== 200) {
      location.reload();
      return;
    }
    const word = await answer?.text();
    if (word !== undefined && word !== wait.textContent) wait.textContent = word;
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 1000);
})();
