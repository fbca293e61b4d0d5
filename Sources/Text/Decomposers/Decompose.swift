/// Cuts a book into a tree.
///
/// No leaf has more than `leafWords` words and no node more than `fanIn` children; limits that cannot be met (see
/// ``CutLimits/validate()``) count as the nearest that can. Leaves under a quarter of `leafWords` come about only
/// where the book's own structure wants them.
///
/// Where the limits have ``CutLimits/sizes``, every kind but `whole` cuts a book of n words into n / about leaves between
/// their bounds, so that kinds differ in where they cut and in nothing else; the fewest words give way where the text has
/// no place to cut, then the number of leaves, the most words never. `even` and `pronouns` always do so. Where they have
/// ``CutLimits/cuts``, a book is cut into as many leaves as it has sections, of whatever length.
///
/// - Parameter uniform: a random number from [0, 1). The first one asked for is the phase of `fixed`: its first leaf
///   has so much of `leafWords` and the rest is spread evenly; a first leaf too small to stand alone shares its words
///   with the second, and at 0 all leaves are even; with sizes the whole grid moves on by it. `random` asks for one a
///   leaf, in text order, with sizes for one a place. The other decomposers find their cuts in the text and ask for none.
package func decompose(_ book: Book, by decomposer: Decomposer, uniform: () -> Double = { 0 }) -> Tree {
    let whole = Span(start: 0, end: book.text.utf8.count)
    if let limits = decomposer.sizedLimits {
        let cuts = SizedCuts(of: book, limits: limits.feasible)
        return Tree(of: book, leaves: cuts.leaves(by: decomposer, uniform: uniform), fanIn: limits.fanIn)
    }
    switch decomposer {
    case .whole, .even, .pronouns:
        return Tree(of: book, root: .leaf(whole))
    case .fixed(let limits):
        let cutter = Cutter(boundaries: Boundaries(of: book), limits: limits.feasible)
        let leaves = cutter.cut(whole, preferring: limits.snap.tiers, phase: uniform())
        return Tree(of: book, leaves: leaves, fanIn: limits.fanIn)
    case .random(let limits):
        let cutter = Cutter(boundaries: Boundaries(of: book), limits: limits.feasible)
        let leaves = cutter.cut(whole, preferring: limits.snap.tiers, uniform: uniform)
        return Tree(of: book, leaves: leaves, fanIn: limits.fanIn)
    case .structure(let limits):
        let sections = SectionTree(
            of: book, cutter: Cutter(boundaries: Boundaries(of: book), limits: limits.feasible))
        return Tree(of: book, root: sections.branch())
    case .texttiling(let limits, let window):
        let tiling = TextTiling(
            of: book, boundaries: Boundaries(of: book), limits: limits.feasible, window: window)
        return Tree(of: book, leaves: tiling.leaves(), fanIn: limits.fanIn)
    }
}

extension Decomposer {
    /// The limits where the number of leaves is given with their bounds; `nil` where the way of cutting finds it.
    fileprivate var sizedLimits: CutLimits? {
        switch self {
        case .whole: return nil
        case .fixed(let limits), .random(let limits), .structure(let limits), .texttiling(let limits, _):
            return limits.sizes == nil && limits.cuts == nil ? nil : limits
        case .even(let limits), .pronouns(let limits):
            var limits = limits
            limits.sizes = limits.sizes ?? LeafSizes(most: limits.leafWords)
            return limits
        }
    }
}

extension CutLimits {
    fileprivate var feasible: CutLimits {
        CutLimits(
            leafWords: max(1, leafWords), fanIn: max(2, fanIn), snap: snap,
            sizes: sizes?.feasible, cuts: cuts)
    }
}

extension CutLimits.Snap {
    /// The kinds of boundary to look for, one after another, before a sentence is cut.
    fileprivate var tiers: [Boundary.Kind] {
        switch self {
        case .sentence: [.sentence, .heading]
        case .paragraph: [.paragraph, .sentence, .heading]
        case .none: []
        }
    }
}
