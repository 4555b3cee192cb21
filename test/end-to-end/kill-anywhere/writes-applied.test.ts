import { describeKills } from './KillSuite';

describeKills('applied');
