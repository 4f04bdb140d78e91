// Schedule S11: while a grouping closes an account, its codes are redeemed and its tokens refreshed. Whatever won the race, nothing
// of the closed account lives once the grouping has answered.
import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import { createApp } from '../src/app.js';
import { onBothDatabases } from './harness.js';
import { assertInvariants } from './invariants.js';
import { arrived, atPresent, beginFlow, enter, openClient, pathOf, redeem, registerClient } from './oidc-client.js';
import { signIn } from './two-letters.js';
import { openVisitor } from './visitor.js';
import { addParent, jeanMoulin, louiseMichel } from './world.js';

onBothDatabases(
  'codes and refresh tokens of the account that a grouping closes give nothing that outlives its answer',
  async (deps) => {
    const app = await createApp(deps);
    await registerClient(deps);
    const config = await openClient(app, deps);
    const kept = await addParent(deps, jeanMoulin, 'Yanis');
    const visitor = openVisitor(app, { mayLeave: true });
    await signIn(visitor, kept.identifier, kept.password);
    for (let round = 0; round < 4; round += 1) {
      const closing = await addParent(deps, louiseMichel, `Enfant ${round}`);
      const there = openVisitor(app, { mayLeave: true });
      await signIn(there, closing.identifier, closing.password);
      const refreshing = await Promise.all([enter(config, there), enter(config, there)]);
      const flows = await Promise.all([beginFlow(config), beginFlow(config)]);
      const codes: { flow: (typeof flows)[number]; back: URL }[] = [];
      for (const flow of flows) codes.push({ flow, back: arrived(await there.visit(pathOf(flow.url))) });
      const start = await visitor.visit('/mon-compte/regrouper');
      const check = await start.send({ identifier: closing.identifier, password: closing.password });

      const given: string[] = [];
      const keep = async (asked: Promise<openid.TokenEndpointResponse>) => {
        const tokens = await asked.catch(() => undefined);
        if (tokens !== undefined) given.push(tokens.access_token, tokens.refresh_token ?? '');
      };
      const [done] = await Promise.all([
        check.send({}, 'Oui, mettre ensemble'),
        ...codes.map(({ flow, back }) => keep(redeem(config, flow, back))),
        ...refreshing.map(({ refresh_token: token = '' }) => keep(openid.refreshTokenGrant(config, token))),
      ]);
      assert.equal(done.heading, 'C’est fait');
      for (const token of [...given, ...refreshing.map((one) => one.access_token)]) {
        const answer = await openid.tokenIntrospection(config, token);
        assert.equal(answer.active, false, `round ${round}`);
        await assert.rejects(openid.refreshTokenGrant(config, token));
      }
      const again = await beginFlow(config, { prompt: 'none' });
      assert.equal(arrived(await there.visit(pathOf(again.url))).searchParams.get('error'), 'login_required');
    }
    await assertInvariants(deps);
  },
  atPresent(),
);
