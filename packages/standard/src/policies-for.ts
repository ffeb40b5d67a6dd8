import { EarmarkError, type Policy } from '@earmark/core';

/**
 * The account's policies, for some fields alone. Fields of music that none of them speaks for are filled in where
 * they are empty.
 */
export async function policiesFor(
  wanted: readonly string[],
  own: readonly Policy[],
): Promise<readonly Policy[]> {
  const narrowed = own
    .map((policy) => onlyFor(wanted, policy))
    .filter(({ fields }) => fields.length > 0);
  const rest = wanted.filter(
    (field) => !narrowed.some((policy) => policy.fields.includes(field) && isOfMusic(policy)),
  );
  if (rest.length === 0) return narrowed;
  const { createFieldsPolicy, musicFields } = await import('@earmark/fields');
  const known = musicFields.filter((field) => rest.includes(field));
  const unknown = rest.find((field) => !known.some((each) => each === field));
  if (unknown !== undefined) {
    const valid = new Set([...own.flatMap(({ fields }) => fields), ...musicFields]);
    throw new EarmarkError(
      'config',
      `Unknown field ${JSON.stringify(unknown)}. Valid fields: ${[...valid].sort().join(', ')}`,
    );
  }
  const fields = Object.fromEntries(known.map((field) => [field, 'fill-empty' as const]));
  return [...narrowed, createFieldsPolicy({ fields, others: 'never' })];
}

const isOfMusic = ({ kinds }: Policy) => kinds?.includes('album') ?? true;

function onlyFor(wanted: readonly string[], policy: Policy): Policy {
  const isWanted = (field: string) => wanted.includes(field);
  return {
    ...policy,
    fields: policy.fields.filter(isWanted),
    wants: (subject) => (policy.wants?.(subject) ?? policy.fields).filter(isWanted),
    propose: (evidence) => policy.propose(evidence).filter(({ field }) => isWanted(field)),
  };
}
