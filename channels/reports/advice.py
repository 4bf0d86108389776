"""What a reader can do, for each code of the taxonomy; in Vietnamese, as the bulletin gives it."""

from __future__ import annotations

from collections.abc import Mapping

ADVICE: Mapping[str, str] = {
    "HEALTH": "Hỏi bác sĩ hoặc cơ sở y tế trước khi làm theo; không tự ý bỏ thuốc, bỏ điều trị.",
    "DISASTER": "Theo dõi thông báo của cơ quan khí tượng thủy văn, phòng chống thiên tai và chính quyền địa phương.",
    "SAFETY": "Không chia sẻ khi chưa có xác nhận của công an địa phương; cần giúp đỡ thì gọi 113.",
    "OFFICIAL": "Tra cứu số hiệu văn bản trên cổng thông tin của cơ quan ban hành.",
    "FINRUM": "Xem thông báo của chính ngân hàng, doanh nghiệp và của Ngân hàng Nhà nước, Ủy ban Chứng khoán.",
    "JOB": "Không đặt cọc, không nộp phí để nhận việc; kiểm tra nhà tuyển dụng qua kênh chính thức của họ.",
    "DEPOSIT": "Không chuyển tiền trước cho người bán chưa xác minh; ưu tiên nhận hàng rồi mới trả tiền.",
    "AUTH": "Cơ quan nhà nước, ngân hàng không yêu cầu cài ứng dụng lạ hay đọc mã OTP; gọi lại số tổng đài chính thức.",
    "GIFT": "Không bấm đường dẫn, không nộp phí để nhận quà; hỏi lại đơn vị được nêu tên là tổ chức tặng quà.",
    "RECOVER": "Không ai lấy lại được tiền bằng cách thu phí trước; hãy trình báo công an.",
    "CHARITY": "Kiểm tra hoàn cảnh và tài khoản nhận qua chính quyền địa phương hoặc tổ chức có tư cách trước khi ủng hộ.",
    "INVEST": "Không đầu tư vào nơi hứa lãi chắc chắn; kiểm tra giấy phép với Ủy ban Chứng khoán, Ngân hàng Nhà nước.",
    "LOAN": "Chỉ vay ở tổ chức có giấy phép; không nộp phí trước khi được giải ngân, không giao giấy tờ tùy thân.",
    "GAMBLE": "Không nạp tiền, không cung cấp tài khoản; tổ chức và tham gia đánh bạc trái phép đều vi phạm pháp luật.",
    "ADHEALTH": "Thực phẩm bảo vệ sức khỏe không thay thế thuốc chữa bệnh; tra số giấy xác nhận quảng cáo trước khi mua.",
    "ADBAN": "Không mua, không đặt hàng cấm; việc mua bán cũng có thể bị xử lý.",
    "IMPERS": "Kiểm tra dấu xác thực và địa chỉ chính thức; báo cáo trang giả mạo với nền tảng.",
    "CONTEXT": "Tìm ngày và nơi đăng đầu tiên của ảnh, video trước khi chia sẻ.",
    "SYNTH": "Gọi lại cho người thật bằng số đã biết; không chuyển tiền theo yêu cầu qua video, giọng nói.",
    "LICENCE": "Đọc tin ở cơ quan báo chí; trang tin tổng hợp phải ghi rõ nguồn và đường dẫn bài gốc.",
}
