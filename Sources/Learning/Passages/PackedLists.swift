/// Lists of ids, one after another in one array: of each sentence its words. What is asked for millions of times is
/// looked up without taking hold of whole sentences.
struct PackedLists: Sendable {
    private var values: [Int32] = []
    private var starts = [0]

    /// Packs lists in their order.
    init(_ lists: some Sequence<[Int32]>) {
        for list in lists {
            values += list
            starts.append(values.count)
        }
    }

    /// The list at a place.
    subscript(index: Int) -> ArraySlice<Int32> { values[starts[index]..<starts[index + 1]] }
}
