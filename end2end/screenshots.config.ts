import base from './playwright.config';

// Renews the pictures of the README: cargo xtask screenshots.
export default { ...base, testDir: 'screenshots', workers: 1 };
