export { EVIDENCE_FOLDER, evidenceNamedBy, isLeftOut, STORE_FOLDER, STORE_PATH } from './data-folder';
export { contentOf, filesUnder, type FileContent } from './files';
export { MANIFEST_FILE, ManifestDamaged, readManifest, type BackedUpFile, type BackupManifest } from './manifest';
export { requireEmpty, restoreBackup, type RestoreOptions } from './restore-backup';
export { takeBackup, type BackupRequest } from './take-backup';
