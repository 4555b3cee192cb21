import { describeKills } from './KillSuite';

describeKills('lost');
