declare const brand: unique symbol;

/** A type that only its own module can make: `Brand<number, 'Fen'>` is a number that was checked to be fen. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
