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

  // For prove.js.
  window.signWithPasskey = window.PublicKeyCredential && answerOf;

  for (const form of document.querySelectorAll('[data-passkey]')) {
    if (window.PublicKeyCredential === undefined) continue;
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
})();
