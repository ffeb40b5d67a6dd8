/** What happened to issues between two checks of the same library, by their ids. */
export interface IssueChanges {
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
}

export function compareIssues(before: Iterable<string>, after: Iterable<string>): IssueChanges {
  const [old, now] = [new Set(before), new Set(after)];
  return {
    fresh: [...now].filter((id) => !old.has(id)),
    gone: [...old].filter((id) => !now.has(id)),
  };
}
