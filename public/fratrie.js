// What a script adds to pages that work without it.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // Show or hide a password; hidden again when the form leaves.
  for (const button of all('[data-show]')) {
    const input = document.getElementById(button.dataset.show);
    const status = button.nextElementSibling;
    const { hideWord, shown, hidden } = button.dataset;
    const showWord = button.textContent;
    const turn = (show, tell) => {
      input.type = show ? 'text' : 'password';
      button.textContent = show ? hideWord : showWord;
      if (tell) status.textContent = show ? shown : hidden;
    };
    button.addEventListener('click', () => turn(input.type === 'password', true));
    input.form.addEventListener('submit', () => turn(false, false));
    button.hidden = false;
  }

  document.querySelector('[data-focus]')?.focus();

  // A second press on the same button sends nothing.
  for (const form of all('form[method=post]')) {
    let sent = 0;
    form.addEventListener('submit', (event) => {
      if (event.timeStamp - sent < 10000 && sent > 0) event.preventDefault();
      else sent = event.timeStamp;
    });
    addEventListener('pageshow', () => {
      sent = 0;
    });
  }

  // Groups of four while a letter code is typed at its end; a paste or a correction is left alone until the field is left.
  for (const input of all('[data-code]')) {
    const group = () => {
      const signs = input.value.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
      if (signs.length <= 12) input.value = signs.replace(/(.{4})(?=.)/gu, '$1-');
    };
    input.addEventListener('input', (event) => {
      if (event.inputType === 'insertText' && input.selectionEnd === input.value.length) group();
    });
    input.addEventListener('change', group);
  }

  for (const button of all('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }

  // Two minutes before the session ends: say so, and let it go on.
  const idle = document.querySelector('[data-idle]');
  if (idle !== null) {
    let timers = [];
    const start = () => {
      idle.hidden = true;
      const end = idle.dataset.idle * 60000;
      for (const timer of timers) clearTimeout(timer);
      timers = [
        setTimeout(() => {
          idle.hidden = false;
        }, end - 120000),
        setTimeout(() => {
          idle.textContent = idle.dataset.over;
        }, end),
      ];
    };
    idle.querySelector('button').addEventListener('click', async () => {
      const answer = await fetch(location.href, { method: 'HEAD', redirect: 'manual' }).catch(() => undefined);
      if (answer?.ok) start();
      else location.reload();
    });
    start();
  }
})();
