/// The most that an input may take: a second for the first 200 kB and two more a megabyte, 64 MB of memory and so many
/// bytes more for each byte of it.
package struct Bound: Sendable {
    /// Processor seconds.
    package var seconds: Double
    /// MB of memory beyond what the process had before.
    package var megabytes: Int

    /// Of an input of so many bytes.
    ///
    /// - Parameters:
    ///   - growth: bytes of memory for each of them.
    ///   - slack: how many times as long it may take where the program is not optimised.
    package init(bytes: Int, growth: Int, slack: Double = 1) {
        seconds = slack * (1 + 2e-6 * Double(max(0, bytes - 200_000)))
        megabytes = 64 + growth * bytes / 1_000_000
    }
}
