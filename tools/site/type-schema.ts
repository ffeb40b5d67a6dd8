import ts from 'typescript';

/** As much of JSON Schema (2020-12) as types of JSON need. */
export interface Schema {
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
  readonly $ref?: string;
}

export interface Schemas {
  of(type: ts.Type, at: ts.Node): Schema;
  /** The named shapes that were met on the way, by name. */
  shared(): Readonly<Record<string, Schema>>;
}

/** The schema of what `JSON.stringify` makes of a value of a type. Interfaces with a name are told once. */
export function createSchemas(checker: ts.TypeChecker): Schemas {
  const named = new Map<string, Schema>();

  function of(type: ts.Type, at: ts.Node, top = true): Schema {
    const { flags } = type;
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral)
      return { const: checker.typeToString(type) === 'true' };
    if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isUnion()) return unionOf(type, at);
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return {};
    const name = nameOf(type);
    if (top || name === undefined) return shapeOf(type, at);
    if (!named.has(name)) {
      named.set(name, {});
      named.set(name, shapeOf(type, at));
    }
    return { $ref: `#/$defs/${name}` };
  }

  function unionOf(type: ts.UnionType, at: ts.Node): Schema {
    // `Json` is whatever it is.
    if (type.aliasSymbol?.name === 'Json') return {};
    const all = type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
    if (all.every((each) => each.flags & ts.TypeFlags.BooleanLike)) return { type: 'boolean' };
    const words = all.flatMap((each) =>
      each.isStringLiteral() || each.isNumberLiteral() ? [each.value] : [],
    );
    if (words.length === all.length && words.length > 1) return { enum: words };
    const [only] = all;
    if (all.length === 1 && only) return of(only, at, false);
    return { anyOf: all.map((each) => of(each, at, false)) };
  }

  function shapeOf(type: ts.Type, at: ts.Node): Schema {
    const item = checker.isArrayLikeType(type)
      ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
      : undefined;
    if (item) return { type: 'array', items: of(item, at, false) };
    const values = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of checker.getPropertiesOfType(type)) {
      const its = checker.getTypeOfSymbolAtLocation(property, at);
      if (its.getCallSignatures().length > 0) continue;
      properties[property.name] = described(property, of(its, at, false));
      if (!isOptional(property, its)) required.push(property.name);
    }
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(values ? { additionalProperties: of(values, at, false) } : {}),
    };
  }

  function described(property: ts.Symbol, schema: Schema): Schema {
    const description = ts.displayPartsToString(property.getDocumentationComment(checker));
    return description === '' ? schema : { ...schema, description };
  }

  return {
    of,
    shared: () => Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const isOptional = (property: ts.Symbol, type: ts.Type): boolean =>
  Boolean(property.flags & ts.SymbolFlags.Optional) ||
  (type.isUnion() && type.types.some(({ flags }) => flags & ts.TypeFlags.Undefined));

/** Of an interface or a named type of ours; what is made up on the spot has none. */
function nameOf(type: ts.Type): string | undefined {
  const symbol = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
  const builtIn = ['Array', 'ReadonlyArray', 'Record', 'Readonly', 'Partial', 'Omit', 'Pick'];
  if (!symbol || builtIn.includes(symbol.name) || (type.aliasTypeArguments?.length ?? 0) > 0)
    return undefined;
  return symbol.name;
}
