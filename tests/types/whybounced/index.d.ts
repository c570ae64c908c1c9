// The built package stands at this place beside the page.
export * from "../../../pkg-config/index.js";
