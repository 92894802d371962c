// The engine that answers, kept in a worker, so that a long question does not hold up the page and can be given up.

import { answering } from "./sparql_worker.js";

/** @typedef {import("./sparql_worker.js").Job} Job */
/** @typedef {import("./sparql_worker.js").Table} Table */

export const PATIENCE = 30; // seconds that a question may take

/** Why there is no answer: "late", "stopped", "engine" (there is none to be had), or "question" (what it complains of). */
export class NoAnswer extends Error {
  /** @param {"late" | "stopped" | "engine" | "question"} why @param {string} [message] */
  constructor(why, message = "") {
    super(message);
    this.why = why;
  }
}

/** Unpacks the engine and the graph when the first question is asked, and again after it had to be ended. */
export class Engine {
  constructor() {
    /** @type {Promise<Worker> | null} */ this.starting = null;
    /** @type {Worker | null} */ this.worker = null;
    /** @type {((why: NoAnswer) => void) | null} */ this.giveUp = null;
    this.last = 0;
  }

  /** @returns {Promise<Worker>} one that is ready to answer */
  ready() {
    this.starting ??= this.start();
    return this.starting;
  }

  /** @returns {Promise<Worker>} */
  async start() {
    const [engine, graph] = await Promise.all([bytes("engine"), bytes("quads")]);
    const source = `"use strict";\n(${answering})(self, (${/** @type {any} */ (globalThis).policygraphEngine})());`;
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    return new Promise((done, failed) => {
      const stop = (/** @type {string} */ message) => {
        this.end();
        failed(new NoAnswer("engine", message));
      };
      try {
        this.worker = new Worker(address);
      } catch (error) {
        return stop(`${error}`);
      }
      const worker = this.worker;
      this.giveUp = (why) => {
        this.end();
        failed(why);
      };
      worker.onerror = (event) => stop(event.message || "Worker");
      worker.onmessage = ({ data }) => {
        URL.revokeObjectURL(address);
        if (data.error) return stop(data.error);
        this.giveUp = null;
        return done(worker);
      };
      return worker.postMessage({ engine, graph }, [engine, graph]);
    });
  }

  /** @param {Job} job @returns {Promise<Table>} or NoAnswer. What is still being asked is given up. */
  async ask(job) {
    this.stop();
    const id = (this.last += 1), worker = await this.ready();
    if (id !== this.last) throw new NoAnswer("stopped");
    return new Promise((done, failed) => {
      const late = setTimeout(() => this.giveUp?.(new NoAnswer("late")), PATIENCE * 1000);
      this.giveUp = (why) => {
        clearTimeout(late);
        this.end();
        failed(why);
      };
      worker.onerror = (event) => this.giveUp?.(new NoAnswer("engine", event.message));
      worker.onmessage = ({ data }) => {
        if (data.id !== id) return;
        clearTimeout(late);
        this.giveUp = null;
        if (data.broken) this.end();
        if (data.error) failed(new NoAnswer("question", data.error));
        else done(data.table);
      };
      worker.postMessage({ id, job });
    });
  }

  /** Gives up what is being asked, if anything is. */
  stop() {
    this.last += 1;
    this.giveUp?.(new NoAnswer("stopped"));
  }

  /** Lets go of the worker: a question that runs cannot be ended in any other way. */
  end() {
    this.worker?.terminate();
    this.worker = null;
    this.starting = null;
    this.giveUp = null;
  }
}

/** @param {string} id of a block of the page: base64 of gzip @returns {Promise<ArrayBuffer>} */
async function bytes(id) {
  const binary = atob((document.getElementById(id)?.textContent ?? "").trim()), packed = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) packed[i] = binary.charCodeAt(i);
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
