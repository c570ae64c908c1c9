// The WebAssembly code comes from the outside: as a compiled module, as bytes, or from an address.
import { blocked, notReady } from "./errors.js";

/** @type {WebAssembly.Module | undefined} */
let given;

export function compile() {
  if (!given) throw notReady();
  return given;
}

export async function compileAside() {
  return compile();
}

/** @type {typeof import("../slim.js").initSync} */
export function initSync({ module }) {
  if (given) return;
  try {
    given = module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
  } catch (cause) {
    throw blocked(cause);
  }
}

/** @type {typeof import("../slim.js").init} */
export async function init(source) {
  if (given) return;
  const found = await source;
  if (found instanceof WebAssembly.Module) return initSync({ module: found });
  if (typeof found !== "string" && !(found instanceof URL) && !(found instanceof Response)) return initSync({ module: await compiled(found) });
  const response = found instanceof Response ? found : await fetch(found);
  if (!response.ok) throw new TypeError(`whybounced got no WebAssembly code: the server answered ${response.status}`);
  initSync({ module: await compiled(await response.arrayBuffer()) });
}

/** @param {BufferSource} bytes */
async function compiled(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw blocked(cause);
  }
}
