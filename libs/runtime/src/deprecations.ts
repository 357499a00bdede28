/** Keeps Node's warnings of deprecations off what a process tells the people who run it; they are for those who build it.
 *  One would come with every connection to the embedded node: gRPC names a TLS server by its address. */
export function hideDeprecations(): void {
  process.noDeprecation = true;
}
