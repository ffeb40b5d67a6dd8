import assert from 'node:assert/strict';
import { decisionRecord, planRecord, receiptRecord, runRecord, subjectRecord } from './records.ts';
import { assertCode, at, type StoreCheck } from './subject.ts';

export const journalChecks: readonly StoreCheck[] = [
  {
    name: 'a run is kept as it was started, and has no outcome while it goes on',
    async run({ anna: { journal } }) {
      const run = runRecord('run-1', {
        recipe: 'tag',
        request: { album: ['Can', 'Tago Mago'] },
        owner: '0a1b2c3d-17-4711',
        job: 'job-1',
      });
      await journal.startRun(run);
      assert.deepEqual(await journal.run('run-1'), run);
      assert.equal(await journal.run('run-2'), undefined);
    },
  },
  {
    name: 'a run that has ended has its outcome, its counts and its end',
    async run({ anna: { journal } }) {
      await journal.startRun(runRecord('run-1'));
      await journal.endRun('run-1', 'stopped', { applied: 3 }, at + 5);
      assert.deepEqual(
        await journal.run('run-1'),
        runRecord('run-1', { outcome: 'stopped', counts: { applied: 3 }, endedAt: at + 5 }),
      );
      await assertCode(journal.endRun('run-2', 'completed', {}, at), 'not-found');
    },
  },
  {
    name: 'a run that is resumed goes on under its id, without an outcome',
    async run({ anna: { journal } }) {
      await journal.startRun(runRecord('run-1'));
      await journal.endRun('run-1', 'stopped', {}, at + 5);
      await journal.startRun(runRecord('run-1', { pid: 18 }));
      assert.deepEqual(await journal.runs(), [runRecord('run-1', { pid: 18 })]);
    },
  },
  {
    name: 'a stop is asked for once the run is there, until it ends or is resumed',
    async run({ anna: { journal } }) {
      const request = { by: 'anna', at };
      assert.equal(await journal.requestStop('run-1', request), false);
      await journal.startRun(runRecord('run-1'));
      await journal.startRun(runRecord('run-2'));
      assert.equal(await journal.stopRequested('run-1'), undefined);
      assert.equal(await journal.requestStop('run-1', request), true);
      assert.deepEqual(await journal.stopRequested('run-1'), request);
      assert.equal(await journal.stopRequested('run-2'), undefined);
      await journal.endRun('run-1', 'stopped', {}, at + 1);
      assert.equal(await journal.requestStop('run-1', request), false);
      await journal.startRun(runRecord('run-1'));
      assert.equal(await journal.stopRequested('run-1'), undefined);
    },
  },
  {
    name: 'runs come newest first, by pages',
    async run({ anna: { journal } }) {
      for (const [id, startedAt] of [
        ['b', at + 1],
        ['a', at],
        ['c', at + 2],
      ] as const)
        await journal.startRun(runRecord(id, { startedAt }));
      const ids = async (page?: { limit?: number; offset?: number }) =>
        (await journal.runs(page)).map(({ id }) => id);
      assert.deepEqual(await ids(), ['c', 'b', 'a']);
      assert.deepEqual(await ids({ limit: 2 }), ['c', 'b']);
      assert.deepEqual(await ids({ limit: 2, offset: 2 }), ['a']);
      assert.deepEqual(await ids({ offset: 1 }), ['b', 'a']);
    },
  },
  {
    name: 'a subject is finished for the run that finished it, and for no other',
    async run({ anna: { journal } }) {
      await journal.finishSubject('run-1', 'album-1');
      await journal.finishSubject('run-1', 'album-1');
      assert.equal(await journal.isFinished('run-1', 'album-1'), true);
      assert.equal(await journal.isFinished('run-1', 'album-2'), false);
      assert.equal(await journal.isFinished('run-2', 'album-1'), false);
    },
  },
  {
    name: 'a subject is kept as it was last seen',
    async run({ anna: { journal } }) {
      await journal.saveSubject(subjectRecord('album-1'));
      const later = { ...subjectRecord('album-1'), title: 'Tago Mago (Remastered)' };
      await journal.saveSubject(later);
      assert.deepEqual(await journal.subject('album-1'), later);
      assert.equal(await journal.subject('album-2'), undefined);
    },
  },
  {
    name: 'what was saved stays as it was when the caller changes its object afterwards',
    async run({ anna: { journal } }) {
      const plan = planRecord('run-1', 'plan-1');
      const mutable = structuredClone(plan) as { decisions: string[] } & typeof plan;
      await journal.savePlans([mutable]);
      mutable.decisions.push('decision-2');
      assert.deepEqual(await journal.plans({}), [plan]);
    },
  },
  {
    name: 'a decision is found by id, by run and by subject',
    async run({ anna: { journal } }) {
      const one = decisionRecord('run-1', 'one');
      const two = decisionRecord('run-1', 'two', { subject: 'album-2' });
      const three = decisionRecord('run-2', 'three');
      await journal.saveDecisions([one, two]);
      await journal.saveDecisions([three]);
      assert.deepEqual(await journal.decision('two'), two);
      assert.equal(await journal.decision('four'), undefined);
      assert.deepEqual(await journal.decisions({ run: 'run-1' }), [one, two]);
      assert.deepEqual(await journal.decisions({ subject: 'album-1' }), [one, three]);
      assert.deepEqual(await journal.decisions({ run: 'run-1', subject: 'album-2' }), [two]);
      assert.deepEqual(await journal.decisions({ run: 'run-1', limit: 1, offset: 1 }), [two]);
    },
  },
  {
    name: 'the same decision of a later run takes the place of the older, and both runs keep theirs',
    async run({ anna: { journal } }) {
      const first = decisionRecord('run-1', 'one', { confidence: 0.81 });
      const later = decisionRecord('run-2', 'one', { confidence: 0.97 });
      await journal.saveDecisions([first]);
      await journal.saveDecisions([later]);
      assert.deepEqual(await journal.decision('one'), later);
      assert.deepEqual(await journal.decisions({ subject: 'album-1' }), [later]);
      assert.deepEqual(await journal.decisions({ run: 'run-1' }), [first]);
      assert.deepEqual(await journal.decisions({ run: 'run-2' }), [later]);
    },
  },
  {
    name: 'plans come in the order they were saved, by run, status and target',
    async run({ anna: { journal } }) {
      const plans = ['z', 'a', 'm'].map((id) => planRecord('run-1', id, `music:${id}.flac`));
      await journal.savePlans(plans);
      const other = planRecord('run-2', 'b', 'music:a.flac', { status: 'abandoned' });
      await journal.savePlans([other]);
      assert.deepEqual(await journal.plans({ run: 'run-1' }), plans);
      assert.deepEqual(await journal.plans({ target: 'music:a.flac' }), [plans[1], other]);
      assert.deepEqual(await journal.plans({ status: 'planned' }), plans);
      assert.deepEqual(await journal.plans({ status: 'abandoned' }), [other]);
      assert.deepEqual(await journal.plans({ limit: 2, offset: 1 }), [plans[1], plans[2]]);
    },
  },
  {
    name: "a plan's status changes, and brings its fault or takes it away",
    async run({ anna: { journal } }) {
      const plan = planRecord('run-1', 'plan-1');
      const fault = { code: 'conflict', message: 'someone changed it' } as const;
      await journal.savePlans([plan]);
      await journal.setPlanStatus('plan-1', 'failed', fault);
      assert.deepEqual(await journal.plans({}), [{ ...plan, status: 'failed', fault }]);
      await journal.setPlanStatus('plan-1', 'planned');
      assert.deepEqual(await journal.plans({ status: 'planned' }), [plan]);
      await assertCode(journal.setPlanStatus('plan-2', 'failed'), 'not-found');
    },
  },
  {
    name: 'a receipt is kept, and its plan is applied from then on',
    async run({ anna: { journal } }) {
      await journal.savePlans([planRecord('run-1', 'plan-1'), planRecord('run-1', 'plan-2')]);
      const receipt = receiptRecord('run-1', 'receipt-1', 'plan-1');
      await journal.saveReceipt(receipt);
      assert.deepEqual(await journal.receipt('receipt-1'), receipt);
      assert.equal(await journal.receipt('receipt-2'), undefined);
      const status = (await journal.plans({})).map(({ plan, status }) => [plan.id, status]);
      assert.deepEqual(status, [
        ['plan-1', 'applied'],
        ['plan-2', 'planned'],
      ]);
    },
  },
  {
    name: 'receipts come in the order they were saved, by run and target',
    async run({ anna: { journal } }) {
      const [one, two] = [receiptRecord('run-1', 'z', 'p'), receiptRecord('run-2', 'a', 'q')];
      await journal.saveReceipt(one);
      await journal.saveReceipt(two);
      assert.deepEqual(await journal.receipts({}), [one, two]);
      assert.deepEqual(await journal.receipts({ run: 'run-2' }), [two]);
      assert.deepEqual(await journal.receipts({ target: 'music:Can/01.flac', limit: 1 }), [one]);
      assert.deepEqual(await journal.receipts({ target: 'music:Can/02.flac' }), []);
      const both = [one, two].map(({ receipt }) => receipt.target);
      assert.deepEqual(await journal.receipts({ targets: [...both, 'music:Can/02.flac'] }), [
        one,
        two,
      ]);
      assert.deepEqual(await journal.receipts({ targets: [] }), []);
    },
  },
  {
    name: 'a receipt that undoes another marks it, and a thing is undone once',
    async run({ anna: { journal } }) {
      const done = receiptRecord('run-1', 'done', 'plan-1');
      const undo = receiptRecord('run-2', 'undo', 'plan-2', { undoes: 'done' });
      await journal.saveReceipt(done);
      await journal.saveReceipt(undo);
      assert.deepEqual(await journal.receipt('done'), { ...done, undoneBy: 'undo' });
      assert.deepEqual(await journal.receipt('undo'), undo);
      const again = receiptRecord('run-3', 'again', 'plan-3', { undoes: 'done' });
      await assertCode(journal.saveReceipt(again), 'conflict');
    },
  },
  {
    name: 'a receipt that cannot be saved whole leaves nothing behind',
    async run({ anna: { journal } }) {
      await journal.savePlans([planRecord('run-1', 'plan-1')]);
      const undo = receiptRecord('run-1', 'undo', 'plan-1', { undoes: 'never-was' });
      await assertCode(journal.saveReceipt(undo), 'not-found');
      assert.deepEqual(await journal.receipts({}), []);
      assert.deepEqual(await journal.plans({}), [planRecord('run-1', 'plan-1')]);
    },
  },
  {
    name: 'old runs are forgotten with what they did, except those of which something can still be undone',
    async run({ anna: { journal } }) {
      for (const [id, endedAt] of [
        ['done', at + 1],
        ['undone', at + 2],
        ['open', at + 3],
        ['new', at + 10],
      ] as const) {
        await journal.startRun(runRecord(id));
        await journal.saveDecisions([decisionRecord(id, 'decision-1')]);
        await journal.savePlans([planRecord(id, `plan-${id}`)]);
        await journal.finishSubject(id, 'album-1');
        if (id !== 'open')
          await journal.saveReceipt(receiptRecord(id, `receipt-${id}`, `plan-${id}`));
        await journal.endRun(id, 'completed', {}, endedAt);
      }
      await journal.saveReceipt({
        ...receiptRecord('new', 'receipt-of-undo', 'plan-undo'),
        undoes: 'receipt-undone',
      });
      const left = async () => (await journal.runs()).map(({ id }) => id).sort();

      assert.equal(await journal.prune({ before: at + 5 }), 1);
      assert.deepEqual(await left(), ['done', 'new', 'open']);
      assert.deepEqual(await journal.plans({ run: 'undone' }), []);
      assert.deepEqual(await journal.receipts({ run: 'undone' }), []);
      assert.deepEqual(await journal.decisions({ run: 'undone' }), []);
      assert.equal(await journal.isFinished('undone', 'album-1'), false);
      assert.equal((await journal.receipts({ run: 'done' })).length, 1);

      assert.equal(await journal.prune({ before: at + 5, undoable: true }), 1);
      assert.deepEqual(await left(), ['new', 'open']);
      assert.equal((await journal.decision('decision-1'))?.run, 'new');
      assert.equal(await journal.prune({ before: at + 5, undoable: true }), 0);
    },
  },
];
