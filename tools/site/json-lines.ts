// What `earmark … --json` prints, read from the types of what the commands give to `out.data` and of the contract's events.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { createSchemas, type Schema } from './type-schema.ts';

export interface Line {
  readonly event: string;
  /** Where it is printed: `commands/jobs.ts`. */
  readonly from: readonly string[];
  readonly schema: Schema;
}

/** Every line by its event, and the shapes that several of them have in common. */
export interface JsonLines {
  readonly lines: readonly Line[];
  readonly shapes: Readonly<Record<string, Schema>>;
}

const envelopeKeys = { id: 'integer', at: 'integer', account: 'string', run: 'string' } as const;

export function readJsonLines(root: string): JsonLines {
  const cli = join(root, 'examples/cli/src');
  const files = readdirSync(cli, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/test|__tests__/.test(name))
    .sort()
    .map((name) => join(cli, name));
  const program = ts.createProgram(files, {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: true, noEmit: true },
    ...{ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2024 },
    ...{ allowImportingTsExtensions: true, customConditions: ['@earmark/source'] },
    lib: ['lib.es2024.d.ts', 'lib.esnext.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  });
  const checker = program.getTypeChecker();
  const schemas = createSchemas(checker);
  const found = new Map<string, { from: Set<string>; schemas: Schema[] }>();

  function add(event: string, from: string, schema: Schema): void {
    const known = found.get(event) ?? { from: new Set<string>(), schemas: [] };
    known.from.add(from);
    if (!known.schemas.some((each) => JSON.stringify(each) === JSON.stringify(schema)))
      known.schemas.push(schema);
    found.set(event, known);
  }

  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source) visit(source, relative(cli, file));
  }
  for (const [event, schema] of eventsOf(program, schemas))
    add(event, 'every command that runs something', withEnvelope(event, schema));

  function visit(node: ts.Node, from: string): void {
    ts.forEachChild(node, (child) => visit(child, from));
    for (const each of printed(node)) tell(each, from);
  }

  function tell(argument: ts.Expression, from: string): void {
    const type = checker.getTypeAtLocation(argument);
    // An event of a run: these are the contract's.
    if (type.aliasSymbol?.name === 'Envelope') return;
    const said = eventSaid(argument);
    for (const each of type.isUnion() ? type.types : [type])
      for (const event of said ?? eventNames(each, argument))
        add(event, from, withEvent(event, schemas.of(each, argument)));
  }

  /** Written out where the line is: a literal, a choice of two, a word with something in it. */
  function eventSaid(argument: ts.Expression): readonly string[] | undefined {
    if (!ts.isObjectLiteralExpression(argument)) return undefined;
    const written = argument.properties.find((each) => each.name?.getText() === 'event');
    if (!written || !ts.isPropertyAssignment(written)) return undefined;
    const { initializer } = written;
    return ts.isTemplateExpression(initializer)
      ? spelledOut(initializer)
      : words(checker.getTypeAtLocation(initializer));
  }

  /** Every word that `${what}ed` can be. */
  function spelledOut({ head, templateSpans }: ts.TemplateExpression): readonly string[] {
    return templateSpans.reduce<readonly string[]>(
      (begun, { expression, literal }) =>
        begun.flatMap((text) =>
          (words(checker.getTypeAtLocation(expression)) ?? ['…']).map(
            (word) => `${text}${word}${literal.text}`,
          ),
        ),
      [head.text],
    );
  }

  function eventNames(type: ts.Type, at: ts.Node): readonly string[] {
    const property = type.getProperty('event');
    return (property && words(checker.getTypeOfSymbolAtLocation(property, at))) ?? [noEvent];
  }

  return {
    shapes: schemas.shared(),
    lines: [...found]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([event, { from, schemas: all }]) => ({
        event,
        from: [...from].sort(),
        schema: all.length === 1 && all[0] ? all[0] : { anyOf: all },
      })),
  };
}

/** Lines that go by what was asked. */
const noEvent = 'Without an event';

/** The words that a type allows, where it allows nothing else. */
function words(type: ts.Type): readonly string[] | undefined {
  const all = type.isUnion() ? type.types : [type];
  const found = all.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  return found.length === all.length ? found : undefined;
}

const withEvent = (event: string, schema: Schema): Schema =>
  event === noEvent
    ? schema
    : { ...schema, properties: { ...schema.properties, event: { const: event } } };

/** What is given to `out.data(…)`, or written by itself where there is no output yet: of a choice, both. */
function printed(node: ts.Node): readonly ts.Expression[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const [argument] = node.arguments;
  if (!argument) return [];
  const called = node.expression.getText();
  if (/(^|\.)out\.data$/.test(called)) return choices(argument);
  const isLine = called === 'JSON.stringify' && /^{ event: /.test(argument.getText());
  return isLine ? [argument] : [];
}

function choices(given: ts.Expression): readonly ts.Expression[] {
  if (ts.isParenthesizedExpression(given)) return choices(given.expression);
  return ts.isConditionalExpression(given)
    ? [...choices(given.whenTrue), ...choices(given.whenFalse)]
    : [given];
}

function* eventsOf(
  program: ts.Program,
  schemas: ReturnType<typeof createSchemas>,
): Generator<readonly [string, Schema]> {
  const checker = program.getTypeChecker();
  const spec = program
    .getSourceFiles()
    .find(({ fileName }) => fileName.endsWith('spec/src/spec.ts'));
  const events = spec?.statements.find(
    (each) => ts.isInterfaceDeclaration(each) && each.name.text === 'Events',
  );
  if (!events) throw new Error('the contract has no Events');
  for (const property of checker.getTypeAtLocation(events).getProperties())
    yield [property.name, schemas.of(checker.getTypeOfSymbolAtLocation(property, events), events)];
}

function withEnvelope(event: string, schema: Schema): Schema {
  const head = Object.entries(envelopeKeys).map(([key, type]) => [key, { type }]);
  return {
    ...schema,
    properties: { event: { const: event }, ...Object.fromEntries(head), ...schema.properties },
    required: ['event', 'id', 'at', 'account', ...(schema.required ?? [])],
  };
}
