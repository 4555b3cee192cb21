import { expect, it } from 'vitest';
import { serviceMembersFromTypes } from './support/serviceMembersFromTypes';

it("knows the members of Google's services as their types do: a method that is there is not refused", async () => {
  await expect(await serviceMembersFromTypes()).toMatchFileSnapshot(
    '../../../toolchain/verify/ServiceMembers.ts',
  );
});
