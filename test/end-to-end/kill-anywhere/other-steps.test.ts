import { describeKills, FIRST_IMPORT } from './KillSuite';

describeKills('any other step', step => step !== FIRST_IMPORT);
