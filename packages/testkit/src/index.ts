export {
  type Around,
  type Check,
  type CheckResult,
  runChecks,
  runSuite,
  type Skip,
  type SuiteRunner,
  type TestContext,
} from './suite.ts';
