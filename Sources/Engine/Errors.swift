/// Whose fault a failure is.
package enum Fault: String, Hashable, Codable, Sendable {
    /// The pipeline, the data or the operation: running again will not help.
    case user
    /// The machine: a disk that is full, a file that cannot be read, a service that is away.
    case infrastructure
}

/// An error that knows whose fault it is.
package protocol Blameable: Error {
    /// Whose fault it is.
    var fault: Fault { get }
}

/// A unit of work failed.
package struct EngineError: Blameable, CustomStringConvertible {
    /// Whose fault it is.
    package var fault: Fault
    /// What a person calls the unit.
    package var label: String
    /// The operation's name.
    package var operation: String
    /// What went wrong.
    package var message: String
    /// The error that the operation threw.
    package var underlying: (any Error)?

    /// All fields.
    package init(
        fault: Fault, label: String, operation: String, message: String, underlying: (any Error)? = nil
    ) {
        self.fault = fault
        self.label = label
        self.operation = operation
        self.message = message
        self.underlying = underlying
    }

    /// The sentence that is printed for it.
    package var description: String { "\(label) (\(operation)): \(message)" }
}

/// Work needs its own result.
struct AsksForItself: Error {}

extension Error {
    /// Whether work failed because it needs the result of a unit that it is done for.
    var isAskingForItself: Bool { (self as? EngineError)?.underlying is AsksForItself }
}

/// Nothing more can be done here before people have judged. Not a failure.
package struct WaitingForPeople: Error, Hashable, Codable, Sendable {
    /// The stage that asks.
    package var stage: String
    /// What is asked for: comparison, rating, demonstration ...
    package var kind: String
    /// How many judgements are missing.
    package var count: Int
    /// How long they will take.
    package var minutes: Double
    /// The folder that they are asked in and will be found in.
    package var folder: String

    /// All fields.
    package init(stage: String, kind: String, count: Int, minutes: Double, folder: String) {
        self.stage = stage
        self.kind = kind
        self.count = count
        self.minutes = minutes
        self.folder = folder
    }
}

/// The oversight budget does not allow what would have to be asked next.
package struct BudgetUsedUp: Error, Hashable, Codable, Sendable {
    /// The stage that asks.
    package var stage: String
    /// The minutes that people have given.
    package var used: Double
    /// The minutes that the pipeline allows.
    package var allowed: Double
    /// What could not be asked, and which key to change.
    package var message: String

    /// All fields.
    package init(stage: String, used: Double, allowed: Double, message: String) {
        self.stage = stage
        self.used = used
        self.allowed = allowed
        self.message = message
    }
}

/// The run was told to stop; what was running has saved its checkpoints.
package struct Interrupted: Error, Hashable, Sendable {
    /// The one value.
    package init() {}
}

/// A blob that is absent, torn or edited. Let it out of `Operation.run`: the engine makes the blob anew.
package struct MissingBlob: Blameable, Hashable, CustomStringConvertible {
    /// The blob.
    package var digest: Digest

    /// The one field.
    package init(digest: Digest) { self.digest = digest }

    /// Whose mistake it is: the infrastructure's, never the user's.
    package var fault: Fault { .infrastructure }
    /// The sentence that is printed for it.
    package var description: String {
        "blob \(digest.short) is missing or damaged, and what gave it cannot be done again from here: the same command "
            + "again does, unless the file that it came from is gone"
    }
}

/// An input port that the work does not have, or that has another number of blobs than asked for.
package struct WrongInput: Error, Hashable, CustomStringConvertible {
    /// The port asked for.
    package var port: String
    /// How many blobs it has.
    package var count: Int
    /// The ports that there are.
    package var known: [String]

    /// The sentence that is printed for it.
    package var description: String {
        "input \"\(port)\" has \(count) blobs where one is wanted; the ports are \(known.joined(separator: ", "))"
    }
}
