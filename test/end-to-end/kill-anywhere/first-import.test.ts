import { describeKills, FIRST_IMPORT } from './KillSuite';

describeKills('the first import', step => step === FIRST_IMPORT);
