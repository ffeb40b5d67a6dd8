/** Jobs of one topic with the same needs wait in one lane, whose name says both. */
export function laneOf(topic: string, needs: readonly string[] = []): string {
  return JSON.stringify([topic, ...new Set([...needs].sort())]);
}

export function partsOfLane(lane: string): {
  readonly topic: string;
  readonly needs: readonly string[];
} {
  const [topic = '', ...needs] = JSON.parse(lane) as readonly string[];
  return { topic, needs };
}

/** Whether a worker takes jobs from a lane. */
export function servesLane(
  { topics, can = [] }: { readonly topics: readonly string[]; readonly can?: readonly string[] },
  lane: string,
): boolean {
  const { topic, needs } = partsOfLane(lane);
  return topics.includes(topic) && needs.every((need) => can.includes(need));
}
