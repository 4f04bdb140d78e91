// A passkey: the browser makes one or signs with one, and what it answers goes with the form.
(() => {
  const decode = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
  const encode = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  const listed = (keys) => keys?.map((key) => ({ ...key, id: decode(key.id) }));

  // By hand: half of the browsers in use read and write no such JSON by themselves.
  const read = (json) => {
    const options = JSON.parse(json);
    options.challenge = decode(options.challenge);
    if (options.user) options.user.id = decode(options.user.id);
    for (const list of ['allowCredentials', 'excludeCredentials'])
      if (options[list]) options[list] = listed(options[list]);
    return options;
  };
  const write = ({ id, type, response }) => {
    const parts = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'])
      if (response[name]) parts[name] = encode(response[name]);
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({ id, rawId: id, type, response: parts, clientExtensionResults: {} });
  };
  const answerOf = async ({ passkey, options }) =>
    write(await navigator.credentials[passkey]({ publicKey: read(options) }));

  const ready = (part) => {
    const first = part.dataset.ready === undefined;
    part.dataset.ready = '';
    return first && window.PublicKeyCredential !== undefined;
  };

  for (const form of document.querySelectorAll('[data-passkey]')) {
    if (!ready(form)) continue;
    const status = form.querySelector('[role=status]');
    let asking = false;
    const ask = async (event) => {
      if (!event.submitter?.closest('[data-with]')) return;
      // Something is missing that the server words: no key is made for nothing.
      if (form.dataset.passkey === 'create' && !form.checkValidity()) return;
      // Before whoever counts presses: one that fails may be followed by another at once.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      status.textContent = '';
      try {
        form.elements.passkey.value = await answerOf(form.dataset);
        form.submit();
      } catch {
        status.textContent = form.dataset.failed;
      }
      asking = false;
    };
    form.addEventListener('submit', ask, true);
    form.querySelector('[data-with]').hidden = false;
    form.querySelector('[data-without]').hidden = true;
  }

  // In the form of an act: the page of the proof says what to sign and is told the answer. The act's form stays as it is typed.
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
    sent.set('passkey', await answerOf(asked.dataset));
    const { type } = await fetch(address, { method: 'POST', body: sent, redirect: 'manual' });
    return type === 'opaqueredirect';
  };
  for (const part of document.querySelectorAll('[data-prove]')) {
    if (!ready(part)) continue;
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
