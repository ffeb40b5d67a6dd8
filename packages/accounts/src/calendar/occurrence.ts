/** Something in a calendar that takes time: what keeps heavy work away. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly summary: string;
  readonly categories: readonly string[];
  readonly allDay: boolean;
}
export interface CalendarWindow {
  /** For whole days, and times that name no zone. */
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}
