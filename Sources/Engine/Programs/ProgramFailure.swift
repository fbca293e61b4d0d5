/// A program did not do what it was asked to.
package struct ProgramFailure: Blameable, CustomStringConvertible {
    /// The program's name and arguments.
    package var program: String
    /// What it did instead, in words that follow its name.
    package var problem: String
    /// The last lines that it wrote to its standard output and error.
    package var lastLines: [String]
    /// Whose fault it is.
    package var fault: Fault

    /// All fields.
    package init(program: String, problem: String, lastLines: [String] = [], fault: Fault = .user) {
        (self.program, self.problem) = (program, problem)
        (self.lastLines, self.fault) = (lastLines, fault)
    }

    /// The sentence that is printed for it.
    package var description: String {
        let said = lastLines.isEmpty ? "" : "; it said: " + lastLines.joined(separator: " / ")
        return "the program '\(program)' \(problem)\(said)"
    }
}
