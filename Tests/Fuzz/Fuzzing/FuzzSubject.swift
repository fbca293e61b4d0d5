/// What a mutated input is: files, the first one the main one, and words of a command line.
package struct FuzzInput: Sendable {
    /// A file by its name.
    package struct File: Sendable {
        /// The name by which others may name it.
        package var name: String
        /// What stands in it.
        package var bytes: [UInt8]

        /// A file of these bytes.
        package init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The files; there is at least one.
    package var files: [File]
    /// Values of `--set`, and the like.
    package var arguments: [String]

    /// An input of files.
    package init(_ files: [File], arguments: [String] = []) {
        self.files = files
        self.arguments = arguments
    }
}

/// A promise that did not hold for an input.
package struct Fault: Error, CustomStringConvertible {
    /// What was promised, and what came instead.
    package var description: String

    /// A broken promise in words.
    package init(_ description: String) { self.description = description }
}

/// One kind of thing that comes from outside: how inputs of it are made, and what must hold for each.
package protocol FuzzSubject: Sendable {
    /// The word on the command line.
    var name: String { get }
    /// The input of a number; the same dice give the same one. The first numbers are those made to be too much.
    func input(_ index: Int, _ dice: inout Dice) -> FuzzInput
    /// Takes the input as the program would. What is refused in words is fine; throws ``Fault`` where a promise is
    /// broken. Whether the input was taken.
    func check(_ input: FuzzInput) async throws -> Bool
    /// Bytes of memory that each byte of an input may take.
    var growth: Int { get }
    /// The bytes that time and memory are allowed for.
    func size(of input: FuzzInput) -> Int
}

extension FuzzSubject {
    package var growth: Int { 64 }

    package func size(of input: FuzzInput) -> Int { input.files.reduce(0) { $0 + $1.bytes.count } }
}

/// Throws ``Fault`` with a description unless a condition holds.
func promise(_ condition: Bool, _ description: @autoclosure () -> String) throws(Fault) {
    if !condition { throw Fault(description()) }
}
