// pa11y brings puppeteer: its browser is never downloaded, the tests use the machine's Chromium.
module.exports = { skipDownload: true };
