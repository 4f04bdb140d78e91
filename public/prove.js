// In the form of an act that asks for a fresh proof: the page of the proof says what to sign and is told the answer. The
// act's form stays as it is typed. It stands on passkey.js.
(() => {
  const pageAt = (address) =>
    new Promise((found, failed) => {
      const request = new XMLHttpRequest();
      request.responseType = 'document';
      request.onload = () => found(request.response);
      request.onerror = failed;
      request.open('GET', address);
      request.send();
    });
  const prove = async (address) => {
    const asked = (await pageAt(address)).querySelector('[data-passkey=get]');
    // Proved meanwhile, in another tab.
    if (asked === null) return true;
    const sent = new URLSearchParams(new FormData(asked));
    sent.set('passkey', await window.signWithPasskey(asked.dataset));
    const { type } = await fetch(address, { method: 'POST', body: sent, redirect: 'manual' });
    return type === 'opaqueredirect';
  };
  for (const part of document.querySelectorAll('[data-prove]')) {
    if (window.signWithPasskey === undefined || part.dataset.ready !== undefined) continue;
    part.dataset.ready = '';
    const [button, status] = part.querySelectorAll('button, [role=status]');
    let asking = false;
    button.addEventListener('click', async () => {
      // Not disabled: the keyboard stays on it.
      if (asking) return;
      asking = true;
      status.textContent = '';
      const proved = await prove(part.dataset.prove).catch(() => false);
      asking = false;
      status.textContent = proved ? part.dataset.proved : part.dataset.failed;
      status.classList.toggle('error', !proved);
      if (!proved) return;
      // The button held the keyboard; the next stop is the act itself.
      button.hidden = true;
      part.nextElementSibling.hidden = true;
      status.tabIndex = -1;
      status.focus();
    });
    part.hidden = false;
  }
})();
