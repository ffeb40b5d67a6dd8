import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { expect, test } from 'vitest';
import { doctorMount } from '../index.ts';

test('the doctor promises exclusion on a local disk, by what it tried, and leaves nothing behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'earmark-doctor-'));
  const report = await doctorMount(folder);
  expect(report).toMatchObject({ claim: 'hard link', exclusionHere: true, leaseAcross: true });
  expect(report.findings.filter(({ level }) => level === 'failure')).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('a folder that is not there is an error that names it', async () => {
  const refusal = doctorMount('/nowhere/at/all');
  await expect(refusal).rejects.toSatisfy((error) => EarmarkError.is(error, 'io'));
  await expect(refusal).rejects.toThrow('/nowhere/at/all');
});
