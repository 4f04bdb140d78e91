// What the audit uses of pa11y, which brings no types of its own.
declare module 'pa11y' {
  import type { Browser } from 'puppeteer';

  type Issue = { readonly code: string; readonly context: string; readonly message: string };
  export default function pa11y(
    url: string,
    options: {
      readonly browser: Browser;
      readonly standard: string;
      readonly runners: readonly string[];
      readonly hideElements: string;
    },
  ): Promise<{ readonly issues: readonly Issue[] }>;
}
