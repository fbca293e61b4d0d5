/// The longest common subsequence of two lists of words.
enum LongestCommonSubsequence {
    /// Its length.
    static func length(_ rows: [Int], _ columns: [Int]) -> Int {
        var lengths = [Int](repeating: 0, count: columns.count + 1)
        for row in rows {
            var diagonal = 0
            for (column, word) in columns.enumerated() {
                let above = lengths[column + 1]
                lengths[column + 1] = row == word ? diagonal + 1 : max(above, lengths[column])
                diagonal = above
            }
        }
        return lengths[columns.count]
    }

    /// Marks the rows of one longest common subsequence: the one that rouge-score finds, going back from the end and,
    /// on a mismatch, to the left only if that is strictly longer than upwards.
    static func mark(_ matched: inout [Bool], _ rows: [Int], _ columns: [Int]) {
        let width = columns.count + 1
        var table = [Int32](repeating: 0, count: (rows.count + 1) * width)
        for (i, row) in rows.enumerated() {
            for (j, word) in columns.enumerated() {
                table[(i + 1) * width + j + 1] =
                    row == word
                    ? table[i * width + j] + 1 : max(table[i * width + j + 1], table[(i + 1) * width + j])
            }
        }
        var i = rows.count
        var j = columns.count
        while i > 0 && j > 0 {
            if rows[i - 1] == columns[j - 1] {
                matched[i - 1] = true
                i -= 1
                j -= 1
            } else if table[i * width + j - 1] > table[(i - 1) * width + j] {
                j -= 1
            } else {
                i -= 1
            }
        }
    }
}
