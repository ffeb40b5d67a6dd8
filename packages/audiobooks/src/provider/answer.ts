import type { Match } from '@earmark/core';

/** What Audiobookshelf takes from a provider. A value that is not known is left out: empty ones would count. */
export interface ProviderMatch {
  readonly title: string;
  readonly subtitle?: string;
  readonly author?: string;
  readonly narrator?: string;
  readonly publisher?: string;
  readonly publishedYear?: string;
  readonly description?: string;
  readonly isbn?: string;
  readonly asin?: string;
  readonly genres?: readonly string[];
  readonly tags?: readonly string[];
  readonly series?: readonly { readonly series: string; readonly sequence?: string }[];
  readonly language?: string;
  /** Minutes. */
  readonly duration?: number;
}

export function providerMatch({ candidate }: Match): ProviderMatch {
  const { title, creators, narrators = [], series = [], ids = {}, year, claims } = candidate;
  const { publisher, language, durationSeconds } = candidate;
  const said = (field: string) => [
    ...new Set(claims.filter((claim) => claim.field === field).map(({ value }) => value)),
  ];
  const [subtitle] = said('subtitle');
  const [description] = said('description');
  const [isbn = ids.isbn13] = said('isbn');
  const [asin = ids.asin] = said('asin');
  const [genres, tags] = [said('genre'), said('tag')];
  return {
    title:
      subtitle && title.endsWith(`: ${subtitle}`) ? title.slice(0, -subtitle.length - 2) : title,
    ...(subtitle ? { subtitle } : {}),
    ...(creators.length > 0 ? { author: creators.join(', ') } : {}),
    ...(narrators.length > 0 ? { narrator: narrators.join(', ') } : {}),
    ...(publisher ? { publisher } : {}),
    ...(year ? { publishedYear: String(year) } : {}),
    ...(description ? { description } : {}),
    ...(isbn ? { isbn } : {}),
    ...(asin ? { asin } : {}),
    ...(genres.length > 0 ? { genres } : {}),
    ...(tags.length > 0 ? { tags } : {}),
    ...(series.length > 0
      ? { series: series.map(({ name, ...part }) => ({ series: name, ...part })) }
      : {}),
    ...(language ? { language } : {}),
    ...(durationSeconds ? { duration: Math.round(durationSeconds / 60) } : {}),
  };
}
