// The names of files of the search, which the manifest has in short.

/**
 * The file that holds what results show of a paper.
 *
 * @param {number} number - the paper's
 * @param {{ folders: string[], papersInFolder: number, papersInFile: number }} manifest
 */
export const paperFile = (number, { folders, papersInFolder, papersInFile }) =>
  `papers/${folders[Math.floor(number / papersInFolder)]}/${Math.floor(number / papersInFile)}.json`;

/** The name of each shard of the index. @param {{ names: string }} shards */
export const shardNames = ({ names }) => names.match(/.{8}/g) ?? [];
