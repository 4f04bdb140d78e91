// A form that a passkey answers: <Form data={passkeyData(view, 'get', options)}> … <PasskeyButton …> … </Form>. The script
// takes the press of the button inside, asks the browser, and sends the form with what it answers in `passkey`.
import type { ComponentChildren, JSX } from 'preact';
import { asset } from './assets.js';
import { Icon } from './icons.js';
import type { View } from './view.js';

/** `create` makes a key, `get` signs with one; `options` are for the browser, as JSON. */
export function passkeyData(
  { t }: View,
  kind: 'create' | 'get',
  options: string | undefined,
): Readonly<Record<`data-${string}`, string>> {
  return options === undefined
    ? {}
    : { 'data-passkey': kind, 'data-options': options, 'data-failed': t(`passkey.failed-${kind}`) };
}

/**
 * In a form that asks for a fresh proof: the script asks `page` what to sign, sends it there, and the form is sent as it
 * stands. Nothing of it is seen without the script.
 */
export function PasskeyProof({ view, page, proved }: { view: View; page: string; proved: string }): JSX.Element {
  const { t } = view;
  const words = { 'data-failed': t('passkey.failed-get'), 'data-proved': proved };
  return (
    <div class="with" data-prove={page} {...words} hidden>
      <button type="button" class="button second">
        <Icon name="key" />
        <span>{t('second.use-passkey')}</span>
      </button>
      <p role="status" class="error"></p>
      <script src={asset('passkey.js')} defer />
      <script src={asset('prove.js')} defer />
    </div>
  );
}

type Props = {
  /** Said when the browser has no passkeys, or no script. */
  without: string;
  children: ComponentChildren;
};

export function PasskeyButton({ without, children }: Props): JSX.Element {
  return (
    <>
      <input type="hidden" name="passkey" value="" />
      <p data-without="">{without}</p>
      <div class="with" data-with="" hidden>
        {children}
      </div>
      <p role="status" class="error"></p>
      <script src={asset('passkey.js')} defer />
    </>
  );
}
