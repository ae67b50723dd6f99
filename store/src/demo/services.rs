//! What can be ordered in the demo county.

use super::menu::Service;
use super::teams::Kind;
use domain::account::Skill as S;
use domain::catalog::Audience::{Bodies, Children, Disabled, Elderly, Everyone, Hardship};

/// The whole menu.
pub(super) const SERVICES: &[Service] = &[
    Service::new(
        0,
        "百姓名嘴送讲上门",
        "“百姓名嘴”用闽南话讲政策、讲变化、讲身边人的故事，田间地头、祠堂院落都能开讲。请提前告知听众人数和想听的主题。",
    )
    .for_whom(Bodies, 90, 5)
    .by(&[Kind::Talks], &[S::Lecturing], 2, 72)
    .told(
        "人员聚集，请主办方安排好座椅和疏散通道。",
        "宣讲一场，现场解答群众提问，反响热烈。",
    ),
    Service::new(
        0,
        "惠民政策面对面",
        "医保、养老、种粮补贴、助学贷款，逐条讲明白、当场帮您查。带上身份证和相关材料，当面帮您对照条件。",
    )
    .for_whom(Everyone, 60, 5)
    .by(&[Kind::Talks, Kind::Law], &[S::Lecturing], 2, 48)
    .told(
        "涉及个人材料，请自行保管好证件原件。",
        "对照政策逐项解释，帮助整理了需要补办的材料。",
    ),
    Service::new(
        0,
        "红色故事进校园",
        "讲述诏安革命老区的英烈故事，配有图片和老物件展示。适合班会、队日活动，一节课讲完，留时间给孩子们提问。",
    )
    .for_whom(Children, 60, 3)
    .by(&[Kind::Talks, Kind::Study], &[S::Lecturing], 2, 72)
    .told(
        "校园活动须有教师在场。",
        "为学生讲述红色故事，孩子们听得认真、提问踊跃。",
    ),
    Service::new(
        1,
        "潮剧折子戏进村",
        "县里的潮剧爱好者自带乐器行头，到村里唱几出折子戏。需要一块平整场地和电源，节庆前后请早些预约。",
    )
    .for_whom(Bodies, 120, 4)
    .by(&[Kind::Arts], &[S::Performing], 6, 168)
    .told(
        "夜间演出注意用电安全，雨天顺延。",
        "演出折子戏三出，乡亲们搬着板凳来看。",
    ),
    Service::new(
        1,
        "广场舞与健身操教学",
        "从热身到成套动作，一步步教，零基础也能学会。社区凑够十人即可开班，连教四次为一期。",
    )
    .for_whom(Everyone, 90, 5)
    .by(&[Kind::Arts, Kind::Women], &[S::Performing], 2, 48)
    .told(
        "请穿防滑鞋，有心血管疾病者量力而行。",
        "教学一次，学员掌握了整套动作的前半段。",
    ),
    Service::new(
        1,
        "剪瓷雕体验课",
        "由老艺人带着认识诏安剪瓷雕，动手剪一片、贴一幅。材料工具由队伍准备，作品可以带回家。",
    )
    .for_whom(Children, 120, 3)
    .by(&[Kind::Arts, Kind::Brush], &[S::Calligraphy], 3, 72)
    .told(
        "瓷片边缘锋利，全程佩戴手套，十岁以下须家长陪同。",
        "指导孩子们完成剪瓷雕小作品，无人划伤。",
    ),
    Service::new(
        1,
        "灯谜竞猜会",
        "现场挂谜、抢答、发小奖品，谜面里藏着诏安的地名和风物。适合元宵、中秋和社区邻里节。",
    )
    .for_whom(Bodies, 120, 3)
    .by(&[Kind::Arts, Kind::Brush], &[], 4, 72)
    .told("人员聚集，注意维持秩序。", "挂谜八十条，居民竞猜踊跃，全部猜出。"),
    Service::new(
        2,
        "假期作业辅导",
        "大学生志愿者陪三到六年级的孩子写作业、讲错题，先写完的一起玩数学游戏。寒暑假每周一至周五开课。",
    )
    .for_whom(Children, 120, 8)
    .by(&[Kind::Study, Kind::Snail], &[S::Tutoring], 3, 24)
    .told(
        "请家长按时接送，志愿者不单独带孩子外出。",
        "辅导作业并讲解错题，已与家长交接。",
    ),
    Service::new(
        2,
        "学论语·诵经典",
        "逐句领读、讲一个小故事、再背一小段，让孩子在故事里认识经典。每次一个半小时，讲义免费。",
    )
    .for_whom(Children, 90, 4)
    .by(&[Kind::Study], &[S::Tutoring, S::Lecturing], 2, 48)
    .told("请家长按时接送。", "学习《论语》一章，孩子们都能当堂背诵。"),
    Service::new(
        2,
        "周末公益美术课堂",
        "两位专业老师带心智障碍孩子画画、做手工，家长可以在一旁交流。每周六下午在实践中心多功能厅，也可以上门小班。",
    )
    .for_whom(Disabled, 120, 5)
    .by(&[Kind::Snail, Kind::Brush], &[S::Tutoring, S::Calligraphy], 3, 48)
    .told(
        "孩子须有家长或监护人在场，拍照须经同意。",
        "孩子们各完成一幅作品，情绪稳定，家长反馈很好。",
    ),
    Service::new(
        2,
        "亲子阅读陪伴",
        "带着绘本和手偶到社区，教家长怎样给孩子读书。三岁以上即可参加，一次最多八个家庭。",
    )
    .for_whom(Children, 60, 4)
    .by(&[Kind::Study, Kind::Women], &[S::Tutoring], 2, 48)
    .told("孩子须有家长陪同。", "共读绘本两本，家长练习了提问的方法。"),
    Service::new(
        3,
        "上门测血压血糖",
        "医护志愿者带着仪器到家里，测血压、血糖，讲讲用药和饮食。行动不便的老人优先安排。",
    )
    .for_whom(Elderly, 60, 10)
    .by(&[Kind::Medical, Kind::Elder], &[S::Medical], 2, 24)
    .told(
        "采血针一次性使用；结果仅供参考，不能代替诊断。",
        "测量血压血糖并做好记录，提醒按时服药、定期复查。",
    ),
    Service::new(
        3,
        "健康义诊进社区",
        "内科、骨科、中医的医生坐诊半天，量血压、看舌苔、答疑问。请社区准备桌椅和遮阳的地方。",
    )
    .for_whom(Bodies, 180, 5)
    .by(&[Kind::Medical], &[S::Medical, S::FirstAid], 6, 120)
    .told(
        "人员聚集，安排好排队和休息；急症请直接就医。",
        "义诊接待居民六十余人次，发放健康手册。",
    ),
    Service::new(
        3,
        "高龄老人居家护理指导",
        "教家属翻身、拍背、喂食和防跌倒，手把手练到会。适合家里有卧床或半失能老人的家庭。",
    )
    .for_whom(Elderly, 90, 6)
    .by(&[Kind::Medical, Kind::Elder], &[S::Medical], 2, 48)
    .told(
        "搬动老人须由家属共同进行，防止跌倒。",
        "指导家属完成翻身和防跌倒布置，家属已掌握要领。",
    ),
    Service::new(
        3,
        "急救知识培训",
        "心肺复苏、海姆立克法、溺水急救，用模型人人动手练。一次二十人左右，适合学校、企业和村居。",
    )
    .for_whom(Bodies, 120, 4)
    .by(&[Kind::Rescue, Kind::Medical], &[S::FirstAid], 3, 72)
    .told(
        "实操时量力而行，手腕有伤者请告知教员。",
        "培训心肺复苏与海姆立克法，学员全部完成实操。",
    ),
    Service::new(
        4,
        "智能手机一对一教学",
        "教老人用微信视频、手机挂号、查医保和防骗设置，慢慢教、反复练。一位志愿者只教一位老人。",
    )
    .for_whom(Elderly, 60, 9)
    .by(&[Kind::Science, Kind::Youth, Kind::Study], &[S::Science], 2, 24)
    .told(
        "志愿者不代为操作支付，密码请自己输入。",
        "学会了视频通话和预约挂号，写了字大的步骤卡片。",
    ),
    Service::new(
        4,
        "校园科普小实验",
        "带着器材到学校做彩虹、火山、静电等小实验，讲清楚原理再让孩子动手。适合三年级以上，一次一个班。",
    )
    .for_whom(Children, 90, 4)
    .by(&[Kind::Science], &[S::Science, S::Tutoring], 3, 72)
    .told(
        "涉及弱酸和低压电，全程护目镜，须有教师在场。",
        "完成四个小实验，每个孩子都动了手。",
    ),
    Service::new(
        4,
        "青梅种植技术指导",
        "科技特派员到梅园看苗、看土、看病虫害，现场教修剪和水肥管理。花期、挂果期各安排一轮。",
    )
    .for_whom(Everyone, 120, 3)
    .by(&[Kind::Science], &[S::Science], 2, 72)
    .told(
        "山地湿滑，穿长裤和防滑鞋，注意蛇虫。",
        "查看梅园并示范修剪，给出了水肥管理建议。",
    )
    .only_in("350624204"),
    Service::new(
        4,
        "防台风避险演练",
        "台风季前带村居走一遍转移路线，检查门窗、屋顶和广告牌。教大家看预警信号、备应急包。",
    )
    .for_whom(Bodies, 120, 3)
    .by(&[Kind::Rescue, Kind::Youth], &[S::FirstAid, S::Lecturing], 5, 120)
    .told(
        "演练中不攀爬、不涉水，风力达到预警时取消。",
        "演练转移路线一次，排查隐患三处并已告知村里。",
    ),
    Service::new(
        5,
        "法律咨询一对一",
        "律师和法律工作者解答婚姻、借贷、劳动、宅基地等问题，谈话内容保密。带上合同、借条等材料会更有用。",
    )
    .for_whom(Everyone, 60, 8)
    .by(&[Kind::Law], &[S::Legal], 1, 24)
    .told(
        "咨询意见供参考，不代替委托代理。",
        "就咨询事项说明了法律依据和办理途径。",
    ),
    Service::new(
        5,
        "反诈防骗宣传",
        "用本地真实案例讲刷单、冒充客服和保健品骗局，帮老人装好反诈提醒。也可以上门给独居老人讲。",
    )
    .for_whom(Elderly, 60, 6)
    .by(&[Kind::Law, Kind::City], &[S::Legal, S::Lecturing], 2, 24)
    .told("无特殊风险。", "讲解常见骗局，帮老人设置好来电提醒。"),
    Service::new(
        5,
        "代写法律文书",
        "替困难家庭写起诉状、答辩状和申请书，讲清楚往哪里递、要多久。请带齐证件和证据材料的复印件。",
    )
    .for_whom(Hardship, 90, 3)
    .by(&[Kind::Law], &[S::Legal], 1, 48)
    .told("文书由当事人自行核对签名。", "文书写好并逐句核对，已说明递交方式。"),
    Service::new(
        6,
        "房前屋后清洁帮忙",
        "帮独居和高龄老人清理杂物、擦窗扫院，顺手检查用电和燃气。工具自带，垃圾一并清走。",
    )
    .for_whom(Elderly, 120, 9)
    .by(&[Kind::Green, Kind::Women, Kind::Neighbours], &[S::Cleaning], 4, 24)
    .told(
        "登高作业两人一组，不清理屋顶外墙。",
        "清扫院子和屋内，清走杂物两车，检查了插座。",
    ),
    Service::new(
        6,
        "净滩护海行动",
        "带着夹子、麻袋到海边捡拾垃圾，分类称重，讲讲海洋保护。看潮汐定时间，请提前一周约。",
    )
    .for_whom(Bodies, 180, 3)
    .by(&[Kind::Green], &[S::Cleaning], 8, 168)
    .told(
        "注意潮汐和礁石，穿防滑鞋和手套，未成年人须成人带领。",
        "清理岸线约一公里，捡拾垃圾并分类称重。",
    )
    .only_in("350624102"),
    Service::new(
        6,
        "垃圾分类入户指导",
        "上门看看厨房的垃圾怎么分，送一张分类图贴墙上。社区也可以约一场桶边督导。",
    )
    .for_whom(Everyone, 60, 4)
    .by(&[Kind::Green, Kind::Women, Kind::Neighbours], &[S::Cleaning], 3, 24)
    .told("无特殊风险。", "入户指导并张贴分类图，居民当场试分。"),
    Service::new(
        6,
        "河道巡查捡拾",
        "沿东溪和村里的水渠巡查，捡漂浮物、记排污口，照片交给河长办。每次两小时左右。",
    )
    .for_whom(Bodies, 120, 3)
    .by(&[Kind::Green, Kind::Youth], &[S::Cleaning], 6, 72)
    .told(
        "不下水、不攀护栏，雨后水位高时取消。",
        "巡查河段两公里，捡拾漂浮物，记录问题点一处。",
    ),
    Service::new(
        7,
        "困难家庭送菜送餐",
        "把菜市场和爱心食堂的饭菜送到行动不便的家庭，每周固定时间。可以长期约，也可以临时约几天。",
    )
    .for_whom(Hardship, 60, 8)
    .by(&[Kind::Care, Kind::Women, Kind::Neighbours], &[S::Driving, S::Cooking], 2, 24)
    .told(
        "食品两小时内送达，忌口和过敏请写明。",
        "饭菜按时送到，陪老人说了一会儿话。",
    ),
    Service::new(
        7,
        "困难家庭小修小补",
        "换灯管、修水龙头、通下水、装扶手，材料费按实，手工免费。先拍照看一下，一般两天内上门。",
    )
    .for_whom(Hardship, 90, 6)
    .by(&[Kind::Repair, Kind::Care], &[S::Repairs], 2, 48)
    .told(
        "断电断水后作业，涉及燃气的由专业人员处理。",
        "修好水龙头并加装扶手，已试用。",
    ),
    Service::new(
        7,
        "残疾人出行陪护",
        "陪残疾朋友去医院、办证、赶集，上下车搀扶、帮忙排队。需要轮椅请提前说明。",
    )
    .for_whom(Disabled, 180, 4)
    .by(&[Kind::Care, Kind::Snail, Kind::Elder], &[S::Driving, S::FirstAid], 2, 48)
    .told(
        "乘车系好安全带，转运由两人配合。",
        "全程陪护，顺利办完事情并送回家。",
    ),
    Service::new(
        7,
        "心智障碍家庭喘息陪伴",
        "给照顾者半天时间办事或休息，由受过培训的志愿者陪孩子。首次服务前会先上门认识孩子。",
    )
    .for_whom(Disabled, 180, 5)
    .by(&[Kind::Snail], &[S::Counselling, S::Tutoring], 3, 48)
    .told(
        "孩子的病史、过敏和安抚方法须如实告知，两名志愿者同时在场。",
        "陪伴半天，孩子情绪平稳，已把情况告诉家长。",
    ),
    Service::new(
        8,
        "写春联送祝福",
        "书法志愿者现场写春联、福字、门心，红纸笔墨自备，想写什么内容都可以商量。腊月是旺季，请早约。",
    )
    .for_whom(Everyone, 120, 5)
    .by(&[Kind::Brush], &[S::Calligraphy], 4, 48)
    .told("无特殊风险。", "写好春联和福字，乡亲们高高兴兴捧回家。"),
    Service::new(
        8,
        "少儿书法启蒙课",
        "从握笔、坐姿、横竖撇捺教起，一班十二个孩子，笔墨纸由队伍提供。书画之乡，从小拿起毛笔。",
    )
    .for_whom(Children, 90, 6)
    .by(&[Kind::Brush, Kind::Study], &[S::Calligraphy, S::Tutoring], 2, 48)
    .told("请家长按时接送，墨汁不易洗，请穿旧衣。", "练习基本笔画，每个孩子交一张习作。"),
    Service::new(
        8,
        "书画家进村入户",
        "请县里的书画家到村里交流，给祠堂、老人会、农家书屋写匾题字、画一面墙。题材先商量后动笔。",
    )
    .for_whom(Bodies, 150, 3)
    .by(&[Kind::Brush], &[S::Calligraphy], 3, 120)
    .told("登高题字须有脚手架和专人看护。", "题写书画作品，与村里书画爱好者交流。"),
    Service::new(
        9,
        "文明交通劝导",
        "上下学和早晚高峰在路口劝导戴头盔、走斑马线，扶老人过街。学校和社区都可以约，一般一个半小时。",
    )
    .for_whom(Bodies, 90, 6)
    .by(&[Kind::City, Kind::Youth], &[], 4, 48)
    .told(
        "穿反光背心，站在安全岛内，不与人争执。",
        "劝导时段秩序良好，发放宣传单。",
    ),
    Service::new(
        9,
        "小区楼道清理",
        "和业主一起清走楼道杂物、小广告，给消防通道画线。物业和业委会约更方便，半天能清三四栋。",
    )
    .for_whom(Everyone, 150, 5)
    .by(&[Kind::City, Kind::Green, Kind::Neighbours], &[S::Cleaning], 5, 48)
    .told(
        "搬运重物两人配合，弃物须经业主同意。",
        "清理楼道杂物和小广告，消防通道畅通。",
    )
    .only_in("350624100"),
    Service::new(
        9,
        "文明餐桌与家风宣传",
        "到村里的喜宴、酒店讲光盘行动和移风易俗，送家训牌。给新人当一次“文明见证人”也可以。",
    )
    .for_whom(Everyone, 90, 3)
    .by(&[Kind::City, Kind::Women], &[S::Lecturing], 2, 48)
    .told("无特殊风险。", "宣传移风易俗，赠送家训牌。"),
    Service::new(
        10,
        "上门义务理发",
        "给行动不便的老人和病人上门理发、剪指甲，围布、推子、消毒用品自带。一次可以约同楼几位老人。",
    )
    .for_whom(Elderly, 60, 11)
    .by(&[Kind::Hands, Kind::Elder], &[S::Haircutting], 2, 24)
    .told(
        "工具一客一消毒，有皮肤病请提前告知。",
        "理发、剪指甲，打扫干净后离开，老人很满意。",
    ),
    Service::new(
        10,
        "小家电维修",
        "电饭锅、电扇、电水壶、插座，能修的当场修，修不好的告诉您哪里坏。社区摆摊和上门都行。",
    )
    .for_whom(Everyone, 90, 7)
    .by(&[Kind::Repair], &[S::Repairs], 2, 24)
    .told(
        "维修前断电；老化严重的电器建议更换。",
        "修好电器两件，另一件老化严重，已建议更换。",
    ),
    Service::new(
        10,
        "独居老人陪伴聊天",
        "每周固定一个时间，陪老人说说话、读读报、散散步，也看看家里缺什么。长期结对，不随便换人。",
    )
    .for_whom(Elderly, 90, 9)
    .by(
        &[Kind::Elder, Kind::Youth, Kind::Neighbours, Kind::Snail],
        &[S::Counselling],
        2,
        24,
    )
    .told(
        "不代管财物，不推荐保健品；有异常及时告诉家属和社区。",
        "陪老人聊天散步，精神不错，家里一切正常。",
    ),
    Service::new(
        10,
        "手语陪同办事",
        "陪听障朋友去医院、银行、政务大厅，现场手语翻译。请说明办什么事，方便安排熟悉的志愿者。",
    )
    .for_whom(Disabled, 120, 2)
    .by(&[Kind::Care, Kind::Snail], &[S::SignLanguage], 1, 48)
    .told("涉及密码、签名由本人完成。", "全程手语翻译，事情当天办妥。"),
];
