/** A value that cannot be sent, with the code of the error table that the client's exception has. */
export class Unsendable extends Error {
  /**
   * @param {"request" | "body"} fault Which of the API's codes for bad requests it is.
   * @param {string} message What is wrong.
   * @param {string} [code] That code, once it is known.
   */
  constructor(fault, message, code = undefined) {
    super(message);
    this.fault = fault;
    this.code = code;
  }
}
