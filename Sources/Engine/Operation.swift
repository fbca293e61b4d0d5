/// Something that can be done to blobs: a pure function of its work's settings, inputs and seed.
///
///     struct WordCount: Operation {
///         let name = "word-count"
///         let revision = 1
///         func run(_ job: Job) async throws -> [String: [UInt8]] {
///             let text = String(decoding: try job.input("text"), as: UTF8.self)
///             return ["main": Array(String(wordCount(text)).utf8)]
///         }
///     }
package protocol Operation: Sendable {
    /// The name that work asks for it by.
    var name: String { get }
    /// To be raised when the same work would give another result than before.
    var revision: Int { get }
    /// Does the work and returns the bytes for each output port.
    ///
    /// Runs on the engine's own threads. An operation that saves checkpoints begins by looking for one. When it
    /// is called again for the same work it must give the same bytes.
    func run(_ job: Job) async throws -> [String: [UInt8]]
}

/// The same by a name that a file which also imports Foundation can use.
package typealias EngineOperation = Operation
