/** An answer that does not have the form that it should have. */
export class Unreadable extends Error {}
