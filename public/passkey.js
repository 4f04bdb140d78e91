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

  for (const form of document.querySelectorAll('[data-passkey]')) {
    if (window.PublicKeyCredential === undefined) continue;
    const { passkey, options, failed } = form.dataset;
    const status = form.querySelector('[role=status]');
    let asking = false;
    const ask = async (event) => {
      if (!event.submitter?.closest('[data-with]')) return;
      // Before whoever counts presses: one that fails may be followed by another at once.
      event.preventDefault();
      event.stopImmediatePropagation();
      if (asking) return;
      asking = true;
      status.textContent = '';
      try {
        const answer = await navigator.credentials[passkey]({ publicKey: read(options) });
        form.elements.passkey.value = write(answer);
        form.submit();
      } catch {
        status.textContent = failed;
      }
      asking = false;
    };
    form.addEventListener('submit', ask, true);
    form.querySelector('[data-with]').hidden = false;
    form.querySelector('[data-without]').hidden = true;
  }
})();
