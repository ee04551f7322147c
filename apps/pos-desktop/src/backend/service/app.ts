/** This build's name, as events, exchanges and the page show it. */
export const APP = 'pos/0.1.0';
